// What was learned, looked at: pictures of new scenes, and what the judge sees in them.
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { conceptsOf, type TrainingPlan } from '../../../src/shared/trainingPlan'
import { sampleLearned } from '../../../workers/jobs/sampleLearned'
import { calledIn } from '../../../workers/training/captions'
import type { LearnedFile } from '../../../workers/training/lesson'
import { writePng } from '../../recipe/picture'
import { openJudge } from '../../toyland/judge'
import type { TaughtCase } from './cases'
import { outOfTime, type Means } from './means'
import { askedOf, askedOfStyle, counted, countedInStyle, otherThings } from './scores'

/** Looks at what was learned, unless that is done. */
export async function score(
  { name, strangers }: TaughtCase,
  plan: TrainingPlan,
  folder: string,
  means: Means,
): Promise<void> {
  const kept = join(folder, 'scores.json')
  if (outOfTime(means) || existsSync(kept) || !existsSync(join(folder, 'done'))) return
  const concepts = conceptsOf(plan)
  const asked =
    plan.learns === 'style'
      ? askedOfStyle(plan.word)
      : askedOf(
          strangers.map((stranger, at) => ({ name: stranger.name, called: calledIn(plan, concepts[at]!) })),
        )
  const judge = await openJudge(means.backend, 'strangers')
  const files = await filesIn(folder)
  const scores: Record<string, string> = {}
  for (const [kind, some] of Object.entries(asked)) {
    const pictures = await picturesOf(
      plan,
      files,
      some.map(({ prompt }) => prompt),
      means,
    )
    for (const [at, picture] of pictures.entries())
      await writePng(join(folder, `${kind}-${String(at).padStart(2, '0')}.png`), picture)
    scores[kind] = await counted(judge, some, pictures)
    if (kind === 'asAsked') scores['inStyle'] = countedInStyle(pictures, strangers[0]!.name)
  }
  scores['othersBefore'] = await counted(
    judge,
    otherThings,
    await picturesOf(
      { ...plan, kind: 'lora' },
      [],
      otherThings.map(({ prompt }) => prompt),
      means,
    ),
  )
  await judge.release()
  await writeFile(kept, `${JSON.stringify(scores, undefined, 2)}\n`)
  console.log(name, folder, JSON.stringify(scores))
}

/** As Toyland is sampled everywhere. */
const picturesOf = (
  plan: TrainingPlan,
  files: readonly LearnedFile[],
  samplePrompts: readonly string[],
  means: Means,
) =>
  sampleLearned({ ...plan, samplePrompts }, files, {
    ...means,
    recipe: { steps: 25, guides: [{ id: 'classifier-free', values: { scale: 4 }, range: [0, 1] }] },
  })

export async function filesIn(folder: string): Promise<readonly LearnedFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.safetensors'))
  return Promise.all(
    names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
  )
}
