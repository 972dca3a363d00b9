/** What may be kept, and why something is not. */

export const mediaTypes = [
  'application/pdf', 'image/jpeg', 'image/png', 'text/plain',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;
export type MediaType = (typeof mediaTypes)[number];

/** The end of a name by what the file is. */
export const endings: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'text/plain': 'txt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

export const refusals = ['file-empty', 'file-too-large', 'file-kind', 'file-pretends', 'file-active', 'file-encrypted', 'file-broken', 'picture-too-large', 'picture-heic'] as const;
export type Refusal = (typeof refusals)[number];
