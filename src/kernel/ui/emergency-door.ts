/** Opens the emergency numbers of the frame from within a screen: whoever notes a danger has them in sight by the same touch. */
const listeners = new Set<() => void>();

export const emergencyDoor = {
  open(): void {
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
