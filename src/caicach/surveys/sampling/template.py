"""A design of a sample to begin with, which explains itself."""

from typing import Final

TEMPLATE: Final = """\
# Thiết kế mẫu: sửa những dòng không có dấu #, rồi chọn mẫu ở trang Thực địa > Chọn mẫu,
# hoặc:  caicach survey draw KHUNG.csv --design thiet-ke.yaml --seed MẦM
draw:
  # khung hồ sơ có các cột ma, don_vi, thu_tuc, linh_vuc, kenh, ngay_nhan, thang;
  # khung đơn vị có các cột ma, ten, cap, loai, cap_tren: chia tầng theo cap
  strata: don_vi             # cột của khung mẫu chia tầng; bỏ dòng này nếu không chia tầng
  total:                     # cỡ của cả mẫu, rồi chia cho các tầng
    margin: {margin: 0.05, share: 0.5, confidence: 0.95, design_effect: 1, response: 0.8}
    #   sai số mong muốn (0.05 là ±5 điểm %), tỷ lệ dự kiến, độ tin cậy, hệ số thiết kế, phần trả lời
    #   muốn tự định cỡ thì thay dòng margin bằng:  size: 400
    allocation: proportional # proportional (theo cỡ tầng), equal (đều nhau), neyman (thêm deviations: {TẦNG: số})
    minimum: 2               # mỗi tầng ít nhất; từ 2 trở lên mới tính được sai số
  reserve: 0.2               # dự phòng: 0.2 là cứ 10 đơn vị được chọn có 2 đơn vị thay thế, theo lượt
  # order: linh_vuc          # cột xếp thứ tự khung mẫu trước khi chọn hệ thống
  stages:
    - {method: simple}       # chọn từng dòng của khung: simple (ngẫu nhiên đơn), systematic (hệ thống)
    # Hai giai đoạn: chọn đơn vị theo cỡ, rồi trong mỗi đơn vị chọn 10 dòng:
    # - {unit: don_vi, method: pps}
    # - {size: 10}
"""
