/** The `ref` of what is chosen in a list: brings it into sight once it is, as little as that takes. */
export const inSight = (element: HTMLElement | null): void =>
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
