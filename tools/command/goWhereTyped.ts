/** npm starts programs in the project's folder; paths are meant from where `npm run SCRIPT` was typed. */
export function goWhereTyped(script: string): void {
  const typedIn = process.env['INIT_CWD']
  if (process.env['npm_lifecycle_event'] === script && typedIn) process.chdir(typedIn)
}
