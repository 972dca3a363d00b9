// `npm start`: from a clean clone to a page that says how to enter.
import { prepared, run } from './prepare.mjs';

await prepared();
process.exitCode = await run(['src/app/cli.ts', 'start']);
