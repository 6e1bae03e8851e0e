export function tellHelp(moduleUrl: string, args?: readonly string[]): void
