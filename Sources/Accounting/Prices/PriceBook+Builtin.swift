extension PriceBook {
    /// Per second of reference video. Inferred from a reseller's public rate × 1.30, which fits the
    /// provider's other recent prices; its own motion-control price was in no public copy.
    package static let builtin = PriceBook(
        rows(MotionControl.v3, std: 163_800_000, pro: 218_400_000)
            + rows(MotionControl.v26, std: 91_000_000, pro: 145_600_000))

    private static func rows(_ models: [Name], std: Int64, pro: Int64) -> [Price] {
        models.flatMap { model in
            [(Mode.std, std), (Mode.pro, pro)].map { mode, nanos in
                Price(
                    model: model, mode: mode, usd: USD(nanos: nanos), unit: .second,
                    source: .builtin, effectiveFrom: .distantPast)
            }
        }
    }
}
