// Property tests draw the same cases in every run, so that a red check is red again for whoever looks; `PROPERTY_SEED=n` draws
// others, and `PROPERTY_TIMES=n` draws n times as many (vitest.config.ts multiplies the counts that tests give themselves).
import { configureGlobal } from 'fast-check'

const times = Number(process.env['PROPERTY_TIMES'] ?? 1)
configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20261124), numRuns: 100 * times })
