// A mutant is killed by the first case of a property that fails; which one is the smallest does not matter.
import { configureGlobal, readConfigureGlobal } from 'fast-check'

configureGlobal({ ...readConfigureGlobal(), endOnFailure: true })
