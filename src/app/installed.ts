/** One picture of the installed window: where it lies, how wide it is in pixels, and what it is for. */
export interface InstalledIcon {
  readonly path: string;
  readonly size: number;
  /** `maskable` is cut to whatever shape the telephone likes; `apple` is what an iPhone puts on its first page, which knows no manifest. */
  readonly purpose: 'any' | 'maskable' | 'apple';
}

/** What telephones ask for that draw no SVG on their first page (Android before an installation: 192 and 512; Apple: 180). */
export const installedIcons: readonly InstalledIcon[] = [
  { path: '/icon-192.png', size: 192, purpose: 'any' },
  { path: '/icon-512.png', size: 512, purpose: 'any' },
  { path: '/icon-maskable-512.png', size: 512, purpose: 'maskable' },
  { path: '/apple-touch-icon.png', size: 180, purpose: 'apple' },
];

/** What an installed window is called and looks like: nothing that says whom it serves, for whoever sees the phone. */
export const installedManifest = {
  name: 'Lavoro', short_name: 'Lavoro', lang: 'it', dir: 'ltr', start_url: '/', scope: '/', display: 'standalone', background_color: '#f3f6f9', theme_color: '#0059b3',
  icons: [
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    ...installedIcons.flatMap(({ path, size, purpose }) => (purpose === 'apple' ? [] : [{ src: path, sizes: `${size}x${size}`, type: 'image/png', purpose }])),
  ],
};

/** Units of the drawing, which is a square with round corners. */
const side = 32;
/** A mask may leave no more than a circle of four fifths of the width (W3C, Web Application Manifest, § safe zone): the lines are drawn inside it. */
const withinMask = 0.82;

/** The same drawing with no corners of its own, its lines nearer to the middle: the telephone cuts the shape. @throws {Error} when the drawing is not what is expected */
function uncut(drawing: string): string {
  const lines = /^(<svg[^>]*>)<rect([^>]*) rx="[^"]*"([^>]*)\/>(.*)<\/svg>\s*$/s.exec(drawing);
  if (!lines) throw new Error('icon.svg is no longer a square with round corners and lines upon it');
  const [, head = '', before = '', after = '', inside = ''] = lines;
  const edge = (side * (1 - withinMask)) / 2;
  return `${head}<rect${before}${after}/><g transform="translate(${edge} ${edge}) scale(${withinMask})">${inside}</g></svg>`;
}

/** Draws one picture from the one drawing there is. @returns the bytes of a PNG */
export async function drawnIcon(drawing: string, { size, purpose }: InstalledIcon): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const svg = purpose === 'any' ? drawing : uncut(drawing);
  return sharp(Buffer.from(svg), { density: (72 * size) / side }).resize(size, size).png({ palette: true, compressionLevel: 9 }).toBuffer();
}
