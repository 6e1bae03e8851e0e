/** A character of UTF-8, escaped. */
const escapes =
  /%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-7](?:%[89ab][0-9a-f]){3}/gi

/** A part of an address, decoded where it can be: percent signs may mean themselves, and bytes may be those of an older encoding. */
export const decodeAddress = (part: string): string =>
  part.replace(escapes, (escaped) => {
    try {
      return decodeURIComponent(escaped)
    } catch {
      return escaped
    }
  })
