/**
 * Remembers that the person moved to another screen, so that its title takes the focus and is read aloud when it appears, also when
 * the screen arrives late. The very first screen leaves the focus where the browser put it.
 */
let isPending = false;

export const arrivals = {
  announce(): void {
    isPending = true;
  },
  /** True once for each move. */
  take(): boolean {
    const was = isPending;
    isPending = false;
    return was;
  },
};
