// Which tests the mutants of a path are tried on.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * @param paths files and folders, from the root of the project
 * @param named tests in place of those that import the files
 * @returns the tests of the files' names, then the named ones or those that import the files, then the folders themselves, which name the
 * tests in them; of a file without any test, its folder
 */
export function testsOf(paths: readonly string[], named: readonly string[] = []): readonly string[] {
  const [folders, files] = [paths.filter(isFolder), paths.filter((path) => !isFolder(path))]
  const own = files.map(ownTest).filter((test) => existsSync(test))
  const others = files.map((file) =>
    named.length > 0 ? named : allTests().filter((test) => imports(test, file)),
  )
  const without = files.filter((file, at) => !existsSync(ownTest(file)) && others[at]!.length === 0)
  return [...new Set([...own, ...others.flat(), ...named, ...folders, ...without.map(dirname)])]
}

const isFolder = (path: string) => statSync(path).isDirectory()
const ownTest = (file: string) => file.replace(/\.ts$/, '.test.ts')

const allTests = (): readonly string[] =>
  ['workers', 'tools'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(root, name))
      .sort(),
  )

function imports(test: string, path: string): boolean {
  const named = readFileSync(test, 'utf8').matchAll(/ from '(\.[^']+)'/g)
  return [...named].some(([, name]) => join(dirname(test), name!).replace(/(\.ts)?$/, '.ts') === path)
}
