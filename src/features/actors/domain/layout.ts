/** A node as it is drawn, in a square of one by one. */
export interface Drawn {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

interface Edge {
  readonly from: string;
  readonly to: string;
}

const rounds = 200;

/**
 * Places nodes so that those who are joined stand near and the others apart: springs along the edges, a push between all, the first node held in the middle.
 * Every run gives the same picture. Source: T. Fruchterman, E. Reingold, Graph drawing by force-directed placement, 1991.
 */
export function layOut(ids: readonly string[], edges: readonly Edge[]): Drawn[] {
  const at = ids.map((id, index) => {
    const angle = (2 * Math.PI * index) / Math.max(1, ids.length);
    return { id, x: index === 0 ? 0 : Math.cos(angle), y: index === 0 ? 0 : Math.sin(angle) };
  });
  const byId = new Map(at.map((node) => [node.id, node]));
  const ideal = Math.sqrt(4 / Math.max(1, ids.length));
  for (let round = 0; round < rounds; round += 1) {
    const pushes = at.map((node) => at.reduce((sum, other) => {
      if (other === node) return sum;
      const [dx, dy] = [node.x - other.x, node.y - other.y];
      const square = Math.max(dx * dx + dy * dy, 0.0001);
      return { x: sum.x + (dx / square) * ideal * ideal, y: sum.y + (dy / square) * ideal * ideal };
    }, { x: 0, y: 0 }));
    const pulls = new Map(at.map((node) => [node.id, { x: 0, y: 0 }]));
    for (const { from, to } of edges) {
      const [a, b] = [byId.get(from), byId.get(to)];
      const [pa, pb] = [pulls.get(from), pulls.get(to)];
      if (!a || !b || !pa || !pb) continue;
      const distance = Math.hypot(b.x - a.x, b.y - a.y) / ideal;
      pa.x += (b.x - a.x) * distance; pa.y += (b.y - a.y) * distance;
      pb.x -= (b.x - a.x) * distance; pb.y -= (b.y - a.y) * distance;
    }
    const heat = 0.1 * (1 - round / rounds);
    for (const [index, node] of at.entries()) {
      if (index === 0) continue;
      const [push, pull] = [pushes[index], pulls.get(node.id)];
      const [x, y] = [(push?.x ?? 0) + (pull?.x ?? 0), (push?.y ?? 0) + (pull?.y ?? 0)];
      const length = Math.max(Math.hypot(x, y), 0.0001);
      node.x += (x / length) * Math.min(length, heat);
      node.y += (y / length) * Math.min(length, heat);
    }
  }
  const [xs, ys] = [at.map((node) => node.x), at.map((node) => node.y)];
  const fit = (value: number, all: readonly number[]): number => {
    const [low, high] = [Math.min(...all), Math.max(...all)];
    return high - low < 0.001 ? 0.5 : 0.08 + (0.84 * (value - low)) / (high - low);
  };
  return at.map((node) => ({ id: node.id, x: fit(node.x, xs), y: fit(node.y, ys) }));
}
