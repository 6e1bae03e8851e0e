import type { GuideTexts } from '../../src/shared/guideTexts'

/** The texts of src/shared/hintFields.ts. */
export const koreanDepthModel = {
  label: '깊이를 보는 모델',
  help: '가까운 곳과 먼 곳을 구분하는 모델입니다. 원근을 읽을 때만 쓰입니다.',
}

export const koreanHint: GuideTexts['fields'] = {
  hint: {
    label: '힌트',
    help: '결과가 따를 그림입니다. 스케치 레이어, 사진, 깊이 맵 등을 쓸 수 있습니다. 펜을 누르면 네트워크가 읽는 형식으로 그리기 시작합니다.',
  },
  preprocessor: {
    label: '읽는 방법',
    help: '네트워크에 넣기 전에 그림을 어떻게 바꿀지 정합니다. "자동"은 네트워크 이름을 따르고, 이미 힌트처럼 보이는 그림은 그대로 둡니다.',
    optionLabels: {
      auto: '자동',
      none: '이미 힌트임',
      canny: '윤곽선(Canny)',
      scribble: '펜 선',
      depth: '원근',
      segmentation: '사물의 종류',
      colour: '색 조각',
    },
  },
  depthModel: koreanDepthModel,
  segmentModel: {
    label: '사물을 보는 모델',
    help: '사물의 종류를 구분하는 모델입니다. 사물의 종류를 읽을 때만 쓰입니다.',
  },
  low: { label: '약한 윤곽선 기준', help: '낮을수록 윤곽선이 많고 길어집니다. 윤곽선을 읽을 때만 쓰입니다.' },
  high: {
    label: '강한 윤곽선 기준',
    help: '높을수록 뚜렷한 윤곽선에서만 선이 시작됩니다. 윤곽선을 읽을 때만 쓰입니다.',
  },
  smoothing: {
    label: '다듬기',
    help: '윤곽선을 찾기 전에 그림을 흐리게 하여 잡티가 선이 되지 않게 합니다. 윤곽선을 읽을 때만 쓰입니다.',
  },
  fit: {
    label: '비율이 다르면',
    help: '힌트의 비율이 결과와 다를 때 처리하는 방법입니다.',
    optionLabels: { stretch: '늘이기', crop: '옆을 자르기', fit: '여백 두기' },
  },
}

export const koreanHintControl = {
  label: '힌트를 따르는 정도',
  help: '오른쪽일수록 힌트를 더 엄격히, 더 오래 따릅니다.',
}
