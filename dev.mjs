// `npm run dev`: the server restarts and the dashboard reloads when a file is saved. Ctrl+C stops both.
import { spawn } from 'node:child_process';

const commands = [
  ['tsx', ['watch', '--clear-screen=false', 'server/main.ts']],
  ['vite', ['--clearScreen', 'false']],
];
const children = commands.map(([name, args]) =>
  spawn(`node_modules/.bin/${name}`, args, { stdio: ['ignore', 'inherit', 'inherit'] }),
);

// One without the other is of no use: when either ends, or we are told to, both do.
let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill('SIGTERM');
};
for (const child of children) {
  child.on('exit', stop);
  child.on('error', (error) => {
    console.error(error.message);
    stop();
  });
}
process.on('SIGTERM', stop);
// The terminal has told them itself; told twice, tsx would not wait for the server to finish.
process.on('SIGINT', () => {
  stopping = true;
});
