/** The checkpoints that come with the program, by their folder below `models/`. */
export const bundledCheckpoints: readonly string[] = ['toyland/instruct', 'toyland/base']
