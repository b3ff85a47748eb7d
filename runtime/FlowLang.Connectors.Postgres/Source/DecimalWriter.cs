using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>Numeric to the engine's decimals (see <see cref="NumericFormat"/> for the wire form).</summary>
internal sealed unsafe class DecimalWriter(string column, ColumnType type) : VectorWriter
{
    private const int Negative = 0x4000;
    private static readonly Int128[] Powers = PowersOfTen();

    private readonly Int128 _limit = type.Precision == 38 ? Powers[38] : Powers[type.Precision];

    public override void Write(byte* value, int length, int row)
    {
        Int128 unscaled = Read(value);
        switch (type.Precision)
        {
            case <= 4:
                ((short*)Data)[row] = (short)unscaled;
                break;
            case <= 9:
                ((int*)Data)[row] = (int)unscaled;
                break;
            case <= 18:
                ((long*)Data)[row] = (long)unscaled;
                break;
            default:
                ((Int128*)Data)[row] = unscaled;
                break;
        }
    }

    private static Int128[] PowersOfTen()
    {
        var powers = new Int128[39];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }

    private Int128 Read(byte* value)
    {
        int digits = Int16(value);
        int weight = Int16(value + 2);
        int sign = Int16(value + 4) & 0xffff;
        if (sign is not (0 or Negative))
        {
            throw SourceValues.NotFinite(column, sign == 0xc000 ? "NaN" : "infinity");
        }

        Int128 total = 0;
        for (int i = 0; i < digits; i++)
        {
            total += Scaled(Int16(value + 8 + (i * 2)), ((weight - i) * 4) + type.Scale);
            if (total >= _limit)
            {
                throw SourceValues.TooWide(column, type);
            }
        }

        return sign == Negative ? -total : total;
    }

    /// <summary>digit × 10^exponent; a digit of four decimals may reach below the last one kept.</summary>
    private Int128 Scaled(int digit, int exponent)
    {
        if (exponent >= 0)
        {
            return exponent > 38 || digit > _limit / Powers[exponent] ? throw SourceValues.TooWide(column, type) : digit * Powers[exponent];
        }

        Int128 divisor = Powers[Math.Min(-exponent, 38)];
        return digit % divisor == 0 ? digit / divisor : throw SourceValues.TooWide(column, type);
    }
}
