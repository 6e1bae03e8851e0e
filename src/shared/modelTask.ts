/** What a model in the layout of transformers.js is for, by the Hub's own names of tasks. */
export const modelTasks = [
  'depth-estimation',
  'image-segmentation',
  'background-removal',
  'image-to-image',
  'image-to-text',
  'text2text-generation',
] as const
export type ModelTask = (typeof modelTasks)[number]

export const isModelTask = (kind: string): kind is ModelTask => modelTasks.includes(kind as ModelTask)
