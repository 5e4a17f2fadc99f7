;; The inner loops of judging, over the memory that kernel.ts lays out. All addresses are in bytes.
;; `npm run kernel` compiles this file to kernel-bytes.ts.
(module
  (import "engine" "memory" (memory 1))

  ;; As findSpelling (experts/spelling.ts), four ends at a time. Of a text that is shorter than a 5-gram it
  ;; writes more than there is; whoever calls knows how much that is, and leaves room for it.
  (func (export "findSpelling")
    (param $units i32) (param $unitsEnd i32) (param $hashes i32)
    ;; Where the unit before the end stands.
    (local $last i32)
    (local $three v128) (local $five v128)

    ;; The 3-grams that no 5-gram ends with.
    (v128.store64_lane 0
      (local.get $hashes)
      (call $hashThree (i32.add (local.get $units) (i32.const 4))))
    (local.set $hashes (i32.add (local.get $hashes) (i32.const 8)))

    (local.set $last (i32.add (local.get $units) (i32.const 8)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $last) (local.get $unitsEnd)))
        (local.set $three (call $hashThree (local.get $last)))
        (local.set $five
          (call $extend
            (call $extend
              (local.get $three)
              (v128.load16x4_u (i32.sub (local.get $last) (i32.const 6))))
            (v128.load16x4_u (i32.sub (local.get $last) (i32.const 8)))))
        (v128.store
          (local.get $hashes)
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
            (local.get $three)
            (local.get $five)))
        (v128.store offset=16
          (local.get $hashes)
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
            (local.get $three)
            (local.get $five)))
        (local.set $hashes (i32.add (local.get $hashes) (i32.const 32)))
        (local.set $last (i32.add (local.get $last) (i32.const 8)))
        (br $next))))

  ;; Hashes of the 3-grams that end with this unit and with the next three.
  (func $hashThree (param $last i32) (result v128)
    (call $extend
      (call $extend
        (call $extend
          (v128.const i32x4 0x2545f491 0x2545f491 0x2545f491 0x2545f491)
          (v128.load16x4_u (local.get $last)))
        (v128.load16x4_u (i32.sub (local.get $last) (i32.const 2))))
      (v128.load16x4_u (i32.sub (local.get $last) (i32.const 4)))))

  ;; As extendHash (hash.ts), four at a time.
  (func $extend (param $hash v128) (param $value v128) (result v128)
    (local $mixed v128)
    (local.set $mixed
      (i32x4.mul
        (v128.xor (local.get $hash) (local.get $value))
        (v128.const i32x4 0x9e3779b1 0x9e3779b1 0x9e3779b1 0x9e3779b1)))
    (v128.xor (local.get $mixed) (i32x4.shr_u (local.get $mixed) (i32.const 15))))

  ;; As FeatureCounter.count: forgets the last text's counts, then counts the features of this one, from
  ;; hashes to slots in the order of their first occurrence. Returns where the slots end. There is no
  ;; branch on what a text holds: whether a feature was kept, and whether it was met before, are coin
  ;; tosses to a processor, and a wrong guess costs more than all else here.
  (func (export "count")
    (param $hashes i32) (param $hashesEnd i32)
    ;; The vocabulary (vocabulary.ts): a tag and a slot per cell.
    (param $cells i32)
    ;; Per set of hits among four, which bytes of them to take (kernel.ts).
    (param $moves i32)
    ;; Room for as many slots as there are hashes, and four more.
    (param $occurrences i32)
    (param $counts i32) (param $slots i32) (param $lastSlotsEnd i32)
    (result i32)
    (local $at i32) (local $end i32) (local $hash i32) (local $cell i32)
    (local $count i32) (local $before i32) (local $hits i32)
    (local $four v128) (local $at4 v128) (local $found v128)

    (local.set $at (local.get $slots))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $lastSlotsEnd)))
        (i32.store16
          (i32.add (local.get $counts) (i32.shl (i32.load (local.get $at)) (i32.const 1)))
          (i32.const 0))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))

    ;; Four at a time: their cells, which of them hold the features, and their slots moved together.
    (local.set $end (local.get $occurrences))
    (block $done
      (loop $next
        (br_if $done (i32.gt_u (i32.add (local.get $hashes) (i32.const 16)) (local.get $hashesEnd)))
        (local.set $four (v128.load (local.get $hashes)))
        (local.set $at4
          (v128.and
            (i32x4.shr_u (local.get $four) (i32.const 14))
            (v128.const i32x4 0x3fffc 0x3fffc 0x3fffc 0x3fffc)))
        (local.set $found
          (v128.load32_lane 3
            (i32.add (local.get $cells) (i32x4.extract_lane 3 (local.get $at4)))
            (v128.load32_lane 2
              (i32.add (local.get $cells) (i32x4.extract_lane 2 (local.get $at4)))
              (v128.load32_lane 1
                (i32.add (local.get $cells) (i32x4.extract_lane 1 (local.get $at4)))
                (v128.load32_zero
                  (i32.add (local.get $cells) (i32x4.extract_lane 0 (local.get $at4))))))))
        (local.set $hits
          (i32x4.bitmask
            (i32x4.eq
              (i32x4.shr_u (local.get $found) (i32.const 16))
              (v128.or
                (v128.const i32x4 0x40 0x40 0x40 0x40)
                (v128.and
                  (i32x4.shr_u (local.get $four) (i32.const 10))
                  (v128.const i32x4 0x3f 0x3f 0x3f 0x3f))))))
        (v128.store align=4
          (local.get $end)
          (i8x16.swizzle
            (v128.and
              (local.get $found)
              (v128.const i32x4 0xffff 0xffff 0xffff 0xffff))
            (v128.load
              (i32.add (local.get $moves) (i32.shl (local.get $hits) (i32.const 4))))))
        (local.set $end
          (i32.add (local.get $end) (i32.shl (i32.popcnt (local.get $hits)) (i32.const 2))))
        (local.set $hashes (i32.add (local.get $hashes) (i32.const 16)))
        (br $next)))
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

  ;; What each of the counted slots enters with, as featureValue says. Returns the sum of the squares.
  ;; Behind the last slot it writes one that counts as nothing, since `weigh` takes them by twos.
  (func (export "value")
    (param $slots i32) (param $slotsEnd i32) (param $counts i32)
    ;; What a number of occurrences counts, and per slot how much.
    (param $dampened i32) (param $idf i32)
    ;; Room for 16 bits per slot, and one more.
    (param $values i32)
    (result f64)
    (local $slot i32) (local $value i32) (local $squares i64)

    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $slots) (local.get $slotsEnd)))
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
        (i32.store16 (local.get $values) (local.get $value))
        (local.set $squares
          (i64.add
            (local.get $squares)
            (i64.extend_i32_u (i32.mul (local.get $value) (local.get $value)))))
        (local.set $slots (i32.add (local.get $slots) (i32.const 4)))
        (local.set $values (i32.add (local.get $values) (i32.const 2)))
        (br $next)))
    (i32.store (local.get $slots) (i32.const 0))
    (i32.store16 (local.get $values) (i32.const 0))
    (f64.convert_i64_u (local.get $squares)))

  ;; Per class, the sum of values times weights, for sixteen classes at once. Adds to `sums`, sixteen
  ;; doubles.
  (func (export "weigh")
    (param $slots i32) (param $slotsEnd i32) (param $values i32)
    ;; Rows of `rowBytes` bytes, of slots below `slotCount`; the row of all others is `zeros`.
    (param $weights i32) (param $rowBytes i32) (param $slotCount i32) (param $zeros i32)
    (param $sums i32)
    (local $blockEnd i32) (local $first i32) (local $second i32)
    (local $pair v128) (local $firstRow v128) (local $secondRow v128) (local $rows v128)
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
          (local.set $first (i32.load (local.get $slots)))
          (local.set $second (i32.load offset=4 (local.get $slots)))
          (local.set $firstRow
            (v128.load align=1
              (select
                (i32.add (local.get $weights) (i32.mul (local.get $first) (local.get $rowBytes)))
                (local.get $zeros)
                (i32.lt_u (local.get $first) (local.get $slotCount)))))
          (local.set $secondRow
            (v128.load align=1
              (select
                (i32.add (local.get $weights) (i32.mul (local.get $second) (local.get $rowBytes)))
                (local.get $zeros)
                (i32.lt_u (local.get $second) (local.get $slotCount)))))
          ;; Both values and both weights of a class side by side: one instruction multiplies and adds.
          (local.set $pair (v128.load32_splat align=2 (local.get $values)))
          (local.set $rows
            (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
              (local.get $firstRow)
              (local.get $secondRow)))
          (local.set $a
            (i32x4.add
              (local.get $a)
              (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $rows)) (local.get $pair))))
          (local.set $b
            (i32x4.add
              (local.get $b)
              (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $rows)) (local.get $pair))))
          (local.set $rows
            (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31
              (local.get $firstRow)
              (local.get $secondRow)))
          (local.set $c
            (i32x4.add
              (local.get $c)
              (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $rows)) (local.get $pair))))
          (local.set $d
            (i32x4.add
              (local.get $d)
              (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $rows)) (local.get $pair))))
          (local.set $slots (i32.add (local.get $slots) (i32.const 8)))
          (local.set $values (i32.add (local.get $values) (i32.const 4)))
          (br_if $next (i32.lt_u (local.get $slots) (local.get $blockEnd))))
        (call $add (local.get $sums) (local.get $a))
        (call $add (i32.add (local.get $sums) (i32.const 32)) (local.get $b))
        (call $add (i32.add (local.get $sums) (i32.const 64)) (local.get $c))
        (call $add (i32.add (local.get $sums) (i32.const 96)) (local.get $d))
        (br $nextBlock))))

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
