// Colour spaces by the numbers of ITU-T H.273, as PNG's cICP and AVIF's nclx give them.
import {
  srgbChromaticities,
  srgbTransfer,
  type Chromaticities,
  type ColourSpace,
  type Transfer,
} from './colourSpace'

const d65 = srgbChromaticities.white

const primaries: Readonly<Record<number, Chromaticities>> = {
  1: srgbChromaticities,
  5: { white: d65, red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06] },
  6: { white: d65, red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07] },
  7: { white: d65, red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07] },
  9: { white: d65, red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046] },
  11: { white: [0.314, 0.351], red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] },
  12: { white: d65, red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] },
}

/** Light of diffuse white on an HDR display, in cd/m^2 (ITU-R BT.2408). */
const paperWhite = 203

/** SMPTE ST 2084. */
const perceptualQuantizer: Transfer = (sample) => {
  const power = Math.max(sample, 0) ** (1 / 78.84375)
  const light = Math.max(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)
  return (light ** (1 / 0.1593017578125) * 10_000) / paperWhite
}

/** ITU-R BT.2100, by scene light; diffuse white is a signal of 75 %. */
const hybridLogGamma: Transfer = (sample) => {
  const light = (signal: number) =>
    signal <= 0.5 ? (signal * signal) / 3 : (Math.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12
  return light(sample) / light(0.75)
}

// The camera curves of video (1, 6, 14, 15) are shown on displays as sRGB's is.
const transfers: Readonly<Record<number, Transfer>> = {
  1: srgbTransfer,
  4: (sample) => sample ** 2.2,
  5: (sample) => sample ** 2.8,
  6: srgbTransfer,
  8: (sample) => sample,
  13: srgbTransfer,
  14: srgbTransfer,
  15: srgbTransfer,
  16: perceptualQuantizer,
  17: (sample) => (sample ** 2.6 * 52.37) / 48,
  18: hybridLogGamma,
}

/** The space of two code points; undefined where one is unspecified or means nothing here. */
export function spaceOfCodePoints(primary: number, transfer: number): ColourSpace | undefined {
  const [chromaticities, curve] = [primaries[primary], transfers[transfer]]
  return chromaticities && curve && { chromaticities, transfer: curve }
}
