// An area's sentences in another language.
import type { EnglishText } from './defineMessages'
import type { NamesIn, Wording } from './message'

/** A translation has the holes of the English, in any order. */
type WithHolesOf<English, Text> = English extends string
  ? Text extends string
    ? [NamesIn<English>, NamesIn<Text>] extends [NamesIn<Text>, NamesIn<English>]
      ? Text
      : { readonly 'its holes are not those of the English': Exclude<NamesIn<English>, NamesIn<Text>> }
    : string
  : { readonly [Part in 'message' | 'hint']: WithHolesOf<Get<English, Part>, Get<Text, Part>> }
type Get<Text, Part extends string> = Text extends { readonly [P in Part]: infer One } ? One : never

/** All of an area's sentences, by their ids. What is missing, surplus or has other holes does not compile. */
export function translated<
  M extends { readonly [Name in keyof M]: { readonly id: string; readonly text: EnglishText } },
  const T extends { readonly [Name in keyof M]: Wording },
>(
  messages: M,
  texts: T & {
    readonly [Name in keyof T]: Name extends keyof M ? WithHolesOf<M[Name]['text'], T[Name]> : never
  },
): Readonly<Record<string, Wording>> {
  return Object.fromEntries(
    Object.entries<Wording>(texts).map(([name, text]) => [messages[name as keyof M].id, text]),
  )
}
