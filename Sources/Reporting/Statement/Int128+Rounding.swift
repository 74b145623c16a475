extension Int128 {
    /// The quotient as a whole number; what lies in the middle of two goes to the even one.
    func dividedHalfEven(by unit: Int128) -> Int128 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: unit)
        let double = remainder.magnitude * 2
        let isUp = double > unit.magnitude || double == unit.magnitude && quotient % 2 != 0
        return isUp ? quotient + signum() * unit.signum() : quotient
    }
}
