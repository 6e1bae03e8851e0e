import { useEffect, useState } from 'react'

/** Addresses of files, for as long as they are shown. */
export function useFileAddresses(files: readonly File[]): readonly string[] {
  const [addresses, setAddresses] = useState<readonly string[]>([])
  // The files themselves: their list is another one each time.
  const key = files.map(({ name, size, lastModified }) => [name, size, lastModified].join()).join('|')
  useEffect(() => {
    const made = files.map((file) => URL.createObjectURL(file))
    setAddresses(made)
    return () => made.forEach((address) => URL.revokeObjectURL(address))
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key])
  return addresses
}
