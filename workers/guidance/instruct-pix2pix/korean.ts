import type { GuideTexts } from '../../../src/shared/guideTexts'

export const korean: GuideTexts = {
  label: '지시문',
  summary: '지시대로 그림을 바꾸고 나머지는 그대로 둡니다.',
  fields: {
    textScale: { label: '지시문', help: '지시문을 얼마나 엄격히 따를지 정합니다.' },
    imageScale: { label: '그림', help: '원래 그림을 얼마나 지킬지 정합니다.' },
  },
}
