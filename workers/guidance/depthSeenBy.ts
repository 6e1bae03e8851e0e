import type { Pixels } from '../../src/shared/pixels'
import type { GuideEnvironment } from '../diffusion/environment'

/** The depth map of a picture, light where it is near, by a model of the person's choice; '' is Toyland's. */
export const depthSeenBy = (model: string, picture: Pixels, env: GuideEnvironment): Promise<Pixels> =>
  env.readPicture('depth-estimation', model || 'toyland/depth-estimator', picture)
