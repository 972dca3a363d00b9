// `npm start`: from a clean clone to a page that says how to enter.
import { readFileSync } from 'node:fs';
import { prepared, run } from './prepare.mjs';

await prepared();
// What keeps a server small, measured in bench/README.md.
const { flags, environment } = JSON.parse(readFileSync(new URL('server.json', import.meta.url), 'utf8'));
process.exitCode = await run([...flags, 'src/app/cli.ts', 'start'], environment);
