import { defineConfig } from 'vitest/config'

/** Tests that need a browser: `npm run test:browser`, with Chromium installed (CHROMIUM_PATH says where, if not /usr/bin/chromium). */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
