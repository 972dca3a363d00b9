import { useText } from '../../../kernel/i18n/text.tsx';

const MEGABYTE = 1_048_576;

/** A size as people say it: megabytes with one decimal, kilobytes whole. */
export function useSize(): (bytes: number) => string {
  const { formatNumber } = useText();
  return (bytes) => (bytes >= MEGABYTE ? `${formatNumber(Math.round((bytes / MEGABYTE) * 10) / 10)} MB` : `${formatNumber(Math.max(1, Math.round(bytes / 1024)))} kB`);
}
