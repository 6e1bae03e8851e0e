import type { GuideTexts } from '../../../src/shared/guideTexts'

const original = '클수록 세밀하고, 작으면 확대한 듯 흐려집니다.'
const crop = '원본의 픽셀 수입니다. 0이면 대상이 온전히 가운데에 놓이고, 클수록 잘립니다.'
const target = '그림의 구도를 맞출 크기입니다.'

export const korean: GuideTexts = {
  label: '크기와 자르기',
  summary:
    '어떤 그림을 만들지 Stable Diffusion XL에 알립니다: 큰 원본인지 작은 원본인지, 온전한지 잘렸는지, 어느 크기에 맞출지.',
  paper: 'Podell et al. 2023 (SDXL, 2.2절), arXiv:2307.01952',
  fields: {
    originalWidth: { label: '원본의 너비', help: `${original} 0이면 결과의 너비입니다.` },
    originalHeight: { label: '원본의 높이', help: `${original} 0이면 결과의 높이입니다.` },
    cropLeft: { label: '왼쪽에서 잘린 만큼', help: crop },
    cropTop: { label: '위에서 잘린 만큼', help: crop },
    targetWidth: { label: '원하는 너비', help: `${target} 0이면 결과의 너비입니다.` },
    targetHeight: { label: '원하는 높이', help: `${target} 0이면 결과의 높이입니다.` },
  },
}
