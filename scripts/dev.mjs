// `npm run dev`: the server, and the pages rebuilt as they are edited.
import { prepared, run, tool } from './prepare.mjs';

await prepared();
await Promise.race([run(['--watch', 'src/app/cli.ts', 'start'], { RETI_PORT: '3000' }), tool('vite', ['--port', '5173'])]);
