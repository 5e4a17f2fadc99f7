;; The two inner loops of judging, over the memory that kernel.ts lays out. All addresses are in bytes.
;; `npm run kernel` compiles this file to kernel-bytes.ts.
(module
  (import "engine" "memory" (memory 1))

  ;; As FeatureCounter.count: forgets the last text's counts, then counts the features of this one, from
  ;; hashes to slots in the order of their first occurrence. Returns where the slots end. There is no
  ;; branch on what a text holds: whether a feature was kept, and whether it was met before, are coin
  ;; tosses to a processor, and a wrong guess costs more than all else here.
  (func (export "count")
    (param $hashes i32) (param $hashesEnd i32)
    ;; The vocabulary (vocabulary.ts): a tag and a slot per cell.
    (param $cells i32)
    ;; Room for as many slots as there are hashes, and one more.
    (param $occurrences i32)
    (param $counts i32) (param $slots i32) (param $lastSlotsEnd i32)
    (result i32)
    (local $at i32) (local $end i32) (local $hash i32) (local $cell i32)
    (local $count i32) (local $before i32)

    (local.set $at (local.get $slots))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $lastSlotsEnd)))
        (i32.store16
          (i32.add (local.get $counts) (i32.shl (i32.load (local.get $at)) (i32.const 1)))
          (i32.const 0))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))

    (local.set $end (local.get $occurrences))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $hashes) (local.get $hashesEnd)))
        (local.set $hash (i32.load (local.get $hashes)))
        (local.set $cell
          (i32.load
            (i32.add
              (local.get $cells)
              (i32.and (i32.shr_u (local.get $hash) (i32.const 14)) (i32.const 0x3fffc)))))
        (i32.store (local.get $end) (i32.and (local.get $cell) (i32.const 0xffff)))
        (local.set $end
          (i32.add
            (local.get $end)
            (i32.shl
              (i32.eq
                (i32.shr_u (local.get $cell) (i32.const 16))
                (i32.or
                  (i32.const 0x40)
                  (i32.and (i32.shr_u (local.get $hash) (i32.const 10)) (i32.const 0x3f))))
              (i32.const 2))))
        (local.set $hashes (i32.add (local.get $hashes) (i32.const 4)))
        (br $next)))

    (local.set $at (local.get $occurrences))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $cell (i32.load (local.get $at)))
        (local.set $count (i32.add (local.get $counts) (i32.shl (local.get $cell) (i32.const 1))))
        (local.set $before (i32.load16_u (local.get $count)))
        (i32.store16 (local.get $count) (i32.add (local.get $before) (i32.const 1)))
        (i32.store (local.get $slots) (local.get $cell))
        (local.set $slots
          (i32.add (local.get $slots) (i32.shl (i32.eqz (local.get $before)) (i32.const 2))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))
    (local.get $slots))

  ;; Per class, the sum of values times weights, for sixteen classes at once. Adds to `sums`,
  ;; sixteen doubles, and returns the sum of the squares of the values.
  (func (export "weigh")
    (param $slots i32) (param $slotsEnd i32) (param $counts i32)
    ;; What a number of occurrences counts, and per slot how much.
    (param $dampened i32) (param $idf i32)
    ;; Rows of `rowBytes` bytes, of slots below `slotCount`; the others count as nothing.
    (param $weights i32) (param $rowBytes i32) (param $slotCount i32)
    (param $sums i32)
    (result f64)
    (local $squares f64) (local $blockEnd i32)
    (local $slot i32) (local $value i32) (local $row v128) (local $values v128) (local $half v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)

    (block $done
      (loop $nextBlock
        (br_if $done (i32.ge_u (local.get $slots) (local.get $slotsEnd)))
        ;; 256 products of 15 and 7 bits, and their signs, are all that 32 bits are sure to hold.
        (local.set $blockEnd (i32.add (local.get $slots) (i32.const 1024)))
        (if (i32.gt_u (local.get $blockEnd) (local.get $slotsEnd))
          (then (local.set $blockEnd (local.get $slotsEnd))))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $c (v128.const i32x4 0 0 0 0))
        (local.set $d (v128.const i32x4 0 0 0 0))
        (loop $next
          (local.set $slot (i32.load (local.get $slots)))
          (local.set $value
            (i32.mul
              (i32.load
                (i32.add
                  (local.get $dampened)
                  (i32.shl
                    (i32.load16_u
                      (i32.add (local.get $counts) (i32.shl (local.get $slot) (i32.const 1))))
                    (i32.const 2))))
              (i32.load8_u (i32.add (local.get $idf) (local.get $slot)))))
          (local.set $value
            (select
              (local.get $value)
              (i32.const 32767)
              (i32.lt_u (local.get $value) (i32.const 32767))))
          (local.set $squares
            (f64.add
              (local.get $squares)
              (f64.mul
                (f64.convert_i32_u (local.get $value))
                (f64.convert_i32_u (local.get $value)))))
          (if (i32.ge_u (local.get $slot) (local.get $slotCount))
            (then (local.set $slot (i32.const 0)) (local.set $value (i32.const 0))))
          (local.set $row
            (v128.load align=1
              (i32.add
                (local.get $weights)
                (i32.mul (local.get $slot) (local.get $rowBytes)))))
          (local.set $values (i16x8.splat (local.get $value)))
          (local.set $half (i16x8.extend_low_i8x16_s (local.get $row)))
          (local.set $a
            (i32x4.add (local.get $a) (i32x4.extmul_low_i16x8_s (local.get $half) (local.get $values))))
          (local.set $b
            (i32x4.add (local.get $b) (i32x4.extmul_high_i16x8_s (local.get $half) (local.get $values))))
          (local.set $half (i16x8.extend_high_i8x16_s (local.get $row)))
          (local.set $c
            (i32x4.add (local.get $c) (i32x4.extmul_low_i16x8_s (local.get $half) (local.get $values))))
          (local.set $d
            (i32x4.add (local.get $d) (i32x4.extmul_high_i16x8_s (local.get $half) (local.get $values))))
          (local.set $slots (i32.add (local.get $slots) (i32.const 4)))
          (br_if $next (i32.lt_u (local.get $slots) (local.get $blockEnd))))
        (call $add (local.get $sums) (local.get $a))
        (call $add (i32.add (local.get $sums) (i32.const 32)) (local.get $b))
        (call $add (i32.add (local.get $sums) (i32.const 64)) (local.get $c))
        (call $add (i32.add (local.get $sums) (i32.const 96)) (local.get $d))
        (br $nextBlock)))
    (local.get $squares))

  ;; Adds four integers to four doubles.
  (func $add (param $sums i32) (param $addends v128)
    (v128.store
      (local.get $sums)
      (f64x2.add (v128.load (local.get $sums)) (f64x2.convert_low_i32x4_s (local.get $addends))))
    (v128.store offset=16
      (local.get $sums)
      (f64x2.add
        (v128.load offset=16 (local.get $sums))
        (f64x2.convert_low_i32x4_s
          (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
            (local.get $addends)
            (local.get $addends)))))))
