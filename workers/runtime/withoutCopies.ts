/**
 * Session options that keep weights as they are stored: converted or laid out anew, those of a large network would not fit. They are
 * then converted whenever they are used, one by one; that each is left alone is no news.
 */
export const withoutCopies = {
  extra: {
    optimization: { constant_folding_max_output_size_in_bytes: String(2 ** 16) },
    session: { disable_prepacking: '1' },
  },
  logSeverityLevel: 3,
} as const
