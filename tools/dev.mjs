// `npm run dev`: the API, restarted when its source changes, beside Angular's development server, which hands /api on
// to it (projects/demo/proxy.conf.json).
import { mkdirSync } from 'node:fs';
import concurrently from 'concurrently';
import { ng } from './run-command.mjs';
import { inRoot, root } from './workspace.mjs';

mkdirSync(inRoot('.data'), { recursive: true });

const { result } = concurrently(
  [
    {
      name: 'api',
      command:
        'node node_modules/tsx/dist/cli.mjs watch --clear-screen=false projects/demo-api/src/server.ts',
      env: {
        DATABASE_FILE: inRoot('.data/demo.sqlite'),
        ALLOWED_ORIGINS: 'http://127.0.0.1:4200,http://localhost:4200',
        HOST: '127.0.0.1',
        PORT: '3000',
        DEMO_USERS: 'on',
      },
      prefixColor: 'cyan',
    },
    { name: 'demo', command: ng('serve', 'demo').join(' '), prefixColor: 'magenta' },
  ],
  { cwd: root, killOthersOn: ['failure', 'success'] },
);

await result.catch(() => {
  process.exitCode = 1;
});
