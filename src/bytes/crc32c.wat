;; CRC-32C (Castagnoli), sixteen bytes a turn.
;;
;; Sixteen tables of 256 words stand at the start of the memory: table k says what a byte does to the checksum when k more
;; bytes follow it. So the sixteen look-ups of a turn do not wait for each other, and only their sum is carried on.
;; The bytes to check are put behind the tables, at 16384, by the caller.
(module
  (memory (export "memory") 2)

  (func $fillTables
    (local $byte i32) (local $value i32) (local $bit i32) (local $address i32)
    ;; Table 0: the polynomial, reflected, divided into each byte.
    (loop $bytes
      (local.set $value (local.get $byte))
      (local.set $bit (i32.const 8))
      (loop $bits
        (local.set $value
          (i32.xor
            (i32.shr_u (local.get $value) (i32.const 1))
            (i32.and (i32.const 0x82f63b78) (i32.sub (i32.const 0) (i32.and (local.get $value) (i32.const 1))))))
        (br_if $bits (local.tee $bit (i32.sub (local.get $bit) (i32.const 1)))))
      (i32.store (i32.shl (local.get $byte) (i32.const 2)) (local.get $value))
      (br_if $bytes (i32.lt_u (local.tee $byte (i32.add (local.get $byte) (i32.const 1))) (i32.const 256))))
    ;; Table k: table k-1, one byte further.
    (loop $entries
      (local.set $value (i32.load (local.get $address)))
      (i32.store offset=1024 (local.get $address)
        (i32.xor
          (i32.shr_u (local.get $value) (i32.const 8))
          (i32.load (i32.shl (i32.and (local.get $value) (i32.const 0xff)) (i32.const 2)))))
      (br_if $entries
        (i32.lt_u (local.tee $address (i32.add (local.get $address) (i32.const 4))) (i32.const 15360)))))

  (start $fillTables)

  ;; The checksum's register after the bytes from 16384 on; inverted neither before nor after.
  (func (export "update") (param $register i32) (param $lengthBytes i32) (result i32)
    (local $position i32) (local $end i32)
    (local $first i32) (local $second i32) (local $third i32) (local $fourth i32)
    (local.set $position (i32.const 16384))
    (local.set $end (i32.add (i32.const 16384) (local.get $lengthBytes)))
    (block $lessThanSixteen
      (br_if $lessThanSixteen (i32.lt_u (local.get $lengthBytes) (i32.const 16)))
      (loop $sixteen
        (local.set $first (i32.xor (local.get $register) (i32.load (local.get $position))))
        (local.set $second (i32.load offset=4 (local.get $position)))
        (local.set $third (i32.load offset=8 (local.get $position)))
        (local.set $fourth (i32.load offset=12 (local.get $position)))
        (local.set $register
          (i32.xor
            (i32.xor
              (i32.xor
                (i32.xor
                  (i32.load offset=15360 (i32.and (i32.shl (local.get $first) (i32.const 2)) (i32.const 0x3fc)))
                  (i32.load offset=14336 (i32.and (i32.shr_u (local.get $first) (i32.const 6)) (i32.const 0x3fc))))
                (i32.xor
                  (i32.load offset=13312 (i32.and (i32.shr_u (local.get $first) (i32.const 14)) (i32.const 0x3fc)))
                  (i32.load offset=12288 (i32.and (i32.shr_u (local.get $first) (i32.const 22)) (i32.const 0x3fc)))))
              (i32.xor
                (i32.xor
                  (i32.load offset=11264 (i32.and (i32.shl (local.get $second) (i32.const 2)) (i32.const 0x3fc)))
                  (i32.load offset=10240 (i32.and (i32.shr_u (local.get $second) (i32.const 6)) (i32.const 0x3fc))))
                (i32.xor
                  (i32.load offset=9216 (i32.and (i32.shr_u (local.get $second) (i32.const 14)) (i32.const 0x3fc)))
                  (i32.load offset=8192 (i32.and (i32.shr_u (local.get $second) (i32.const 22)) (i32.const 0x3fc))))))
            (i32.xor
              (i32.xor
                (i32.xor
                  (i32.load offset=7168 (i32.and (i32.shl (local.get $third) (i32.const 2)) (i32.const 0x3fc)))
                  (i32.load offset=6144 (i32.and (i32.shr_u (local.get $third) (i32.const 6)) (i32.const 0x3fc))))
                (i32.xor
                  (i32.load offset=5120 (i32.and (i32.shr_u (local.get $third) (i32.const 14)) (i32.const 0x3fc)))
                  (i32.load offset=4096 (i32.and (i32.shr_u (local.get $third) (i32.const 22)) (i32.const 0x3fc)))))
              (i32.xor
                (i32.xor
                  (i32.load offset=3072 (i32.and (i32.shl (local.get $fourth) (i32.const 2)) (i32.const 0x3fc)))
                  (i32.load offset=2048 (i32.and (i32.shr_u (local.get $fourth) (i32.const 6)) (i32.const 0x3fc))))
                (i32.xor
                  (i32.load offset=1024 (i32.and (i32.shr_u (local.get $fourth) (i32.const 14)) (i32.const 0x3fc)))
                  (i32.load offset=0 (i32.and (i32.shr_u (local.get $fourth) (i32.const 22)) (i32.const 0x3fc))))))))
        (local.set $position (i32.add (local.get $position) (i32.const 16)))
        (br_if $sixteen (i32.le_u (i32.add (local.get $position) (i32.const 16)) (local.get $end)))))
    (block $done
      (br_if $done (i32.eq (local.get $position) (local.get $end)))
      (loop $one
        (local.set $register
          (i32.xor
            (i32.shr_u (local.get $register) (i32.const 8))
            (i32.load
              (i32.shl
                (i32.and (i32.xor (local.get $register) (i32.load8_u (local.get $position))) (i32.const 0xff))
                (i32.const 2)))))
        (br_if $one
          (i32.lt_u (local.tee $position (i32.add (local.get $position) (i32.const 1))) (local.get $end)))))
    (local.get $register)))
