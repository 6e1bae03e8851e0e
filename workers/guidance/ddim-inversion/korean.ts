import type { GuideTexts } from '../../../src/shared/guideTexts'

export const korean: GuideTexts = {
  label: '그림의 노이즈에서 시작',
  summary:
    '아무 노이즈가 아니라 이 그림이 나왔을 노이즈에서 시작합니다. 가이드와 단어가 바꾸지 않는 것은 그대로 되살아납니다.',
  excludes: {
    diffedit: '둘 다 그림의 역변환에서 시작합니다',
  },
  fields: {
    caption: {
      label: '그림에 보이는 것',
      help: '그림의 지금 모습입니다. 비워 두면 프롬프트를 지금 모습으로 보고, 다른 가이드만 그림을 바꿉니다.',
      placeholder: '초원의 고양이',
    },
    guidance: {
      label: '역변환의 가이던스',
      help: '설명을 얼마나 엄격히 따를지 정합니다. 1이면 그림이 가장 잘 되살아납니다.',
    },
    edits: {
      label: '프롬프트 따르기',
      help: '끄면 설명만 따르므로 그림이 얼마나 잘 되살아나는지 볼 수 있습니다.',
    },
  },
}
