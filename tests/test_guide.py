"""Every part of the setup guide became an item or a page, by the table that `docs/checklist.md` is made from."""

import pytest

from deliverability.checklist.catalogue import BY_NAME, ITEMS
from deliverability.checklist.guide import BOXES
from docs import guide
from processes import ROOT

HEADINGS = (
    "1.1 AWS 계정 생성", "1.2 IAM 사용자 생성",
    "2.1 SES 콘솔 접속", "2.2 이메일 주소 인증 (개발/테스트용)", "2.3 도메인 인증 (프로덕션용 - 권장)",
    "3.1 .env 파일 생성", "3.2 Docker Compose 환경변수 적용",
    "4.1 이메일 발송 테스트", "4.2 회원가입 이메일 테스트",
    "5.1 샌드박스 모드 해제", "5.2 발송 한도 증가 신청",
    "6.1 SES 대시보드 확인", "6.2 CloudWatch 모니터링",
    "보안", "비용 관리", "이메일 전달률", "자주 발생하는 문제", "설정 완료 체크리스트",
)  # fmt: skip


def test_every_heading_of_the_guide_has_its_row_in_its_order():
    assert tuple(part.heading for part in guide.PARTS) == HEADINGS


@pytest.mark.parametrize("part", guide.PARTS, ids=lambda part: part.heading)
def test_a_heading_leads_to_an_item_or_a_page_that_exists(part):
    steps = {item.guide_step for item in ITEMS}
    assert part.step in steps or part.pages
    assert all((ROOT / "pages" / f"{name}.py").exists() for name in part.pages)


def test_every_step_that_an_item_names_is_a_heading():
    assert {item.guide_step for item in ITEMS} - {""} <= {part.step for part in guide.PARTS}


def test_the_nine_boxes_name_items_that_exist():
    assert len(BOXES) == 9
    assert {name for box in BOXES for name in box.items} <= set(BY_NAME)
