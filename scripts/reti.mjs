// Brings the right Node and the packages, then runs the administration command with it. Runs on any Node since 14.
import { prepared, run } from './prepare.mjs';

await prepared();
process.exitCode = await run(['src/app/cli.ts', ...process.argv.slice(2)]);
