import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** One build, two halves: the dashboard as static files, the server as three entry points. */
export default defineConfig({
  root: 'client',
  plugins: [react()],
  server: {
    port: 5173,
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/socket.io': { target: 'http://127.0.0.1:3000', ws: true },
    },
  },
  builder: {},
  environments: {
    client: {
      build: { outDir: '../dist/client', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 400 },
    },
    ssr: {
      resolve: { external: true },
      build: {
        outDir: '../dist/server',
        emptyOutDir: true,
        target: 'node20',
        ssr: true,
        rollupOptions: {
          input: { main: 'server/main.ts', cli: 'server/cli.ts', demo: 'server/demo.ts' },
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
        },
      },
    },
  },
});
