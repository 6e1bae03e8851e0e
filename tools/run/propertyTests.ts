// Property tests draw the same cases in every run, so that a red check is red again for whoever looks; `PROPERTY_SEED=n` draws
// others.
import { configureGlobal } from 'fast-check'

configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20261124) })
