// The guides' own texts in Korean. English ones are in each guide's meta.ts; what is missing here is shown in English.

import type { GuideTexts } from '../translation'

export const guides: Readonly<Record<string, GuideTexts>> = {
  'classifier-free': {
    label: '가이던스',
    summary: '프롬프트를 따르고, 네거티브 프롬프트를 피합니다.',
    fields: {
      scale: {
        label: '세기',
        help: '프롬프트를 얼마나 엄격히 따를지 정합니다. 1이면 체크포인트 그대로입니다.',
      },
      rescale: { label: '재조정', help: '세기가 클 때의 과한 노출을 되돌립니다. 0이면 끕니다.' },
    },
  },
  'instruct-pix2pix': {
    label: '지시문',
    summary: '지시대로 그림을 바꾸고 나머지는 그대로 둡니다.',
    fields: {
      textScale: { label: '지시문', help: '지시문을 얼마나 엄격히 따를지 정합니다.' },
      imageScale: { label: '그림', help: '원래 그림을 얼마나 지킬지 정합니다.' },
    },
  },
  'image-to-image': {
    label: '그림에서 시작',
    summary: '순수한 노이즈 대신 노이즈를 더한 그림에서 시작합니다. 강도가 노이즈의 양입니다.',
    fields: {},
  },
  inpaint: { label: '마스크', summary: '마스크 부분만 바뀌고 나머지는 그대로 남습니다.', fields: {} },
}
