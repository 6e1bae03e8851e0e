/**
 * Whether a tooltip, a popover, a menu or a list is open. It is what Escape closes first, and each closes itself; what covers a part of
 * the page asks here before it closes.
 */
export const popupIsOpen = (): boolean => document.querySelector('[data-popup][data-open]') !== null
