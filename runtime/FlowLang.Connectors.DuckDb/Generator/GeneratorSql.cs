using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>Writes the expressions that turn random integers into values; every use of randomness takes a stream of its own.</summary>
internal sealed class GeneratorSql(string source)
{
    private const string Unit = "4611686018427387904.0::DOUBLE";
    private readonly List<string> _streams = [];
    private string _column = "";

    /// <summary>The names of the streams asked for so far.</summary>
    public ImmutableArray<string> Streams => [.. _streams];

    public string Column(Column column, ColumnGenerator generator)
    {
        _column = column.Name;
        return $"CAST({Value(column.Type, generator)} AS {DuckDbTypes.Name(column.Type)})";
    }

    private string Value(ColumnType type, ColumnGenerator generator) => generator switch
    {
        ColumnGenerator.Sequence s => Step(type, Number(type, s.Start), RandomScan.RowColumn),
        ColumnGenerator.Uniform u => Uniform(type, u),
        ColumnGenerator.Normal n => Normal(type, n),
        ColumnGenerator.Choice c => $"list_extract([{string.Join(", ", c.Values.Select(Sql.Text))}], 1 + {Stream()} % {c.Values.Length})",
        ColumnGenerator.Nulls n => $"CASE WHEN {Fraction()} < {Float(n.Fraction)} THEN NULL ELSE {Value(type, n.Inner)} END",
        ColumnGenerator.Letters l => Characters(new string('?', l.Length)),
        ColumnGenerator.Pattern p => Characters(p.Template),
        ColumnGenerator.Chance c => $"{Fraction()} < {Float(c.Probability)}",
        ColumnGenerator.Constant c => Sql.Text(c.Value),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string Uniform(ColumnType type, ColumnGenerator.Uniform uniform)
    {
        if (type.Kind is ColumnKind.Float32 or ColumnKind.Float64)
        {
            return $"{uniform.Low}::DOUBLE + {Fraction()} * ({uniform.High}::DOUBLE - {uniform.Low}::DOUBLE)";
        }

        Int128 low = Number(type, uniform.Low);
        Int128 high = Number(type, uniform.High);
        Int128 grain = type.Kind is ColumnKind.Instant or ColumnKind.DateTime && low % 1_000_000 == 0 && high % 1_000_000 == 0
            ? 1_000_000
            : 1;
        Int128 span = ((high - low) / grain) + 1;
        if (span <= 0 || span > (Int128)1 << 62)
        {
            throw Refused($"uniform({uniform.Low}, {uniform.High}) is no range");
        }

        string offset = $"{Stream()} % {span}";
        return Scaled(type, grain == 1 ? $"{low} + ({offset})" : $"{low} + ({offset}) * {grain}");
    }

    private string Normal(ColumnType type, ColumnGenerator.Normal normal)
    {
        // Box and Muller; the first number must not be 0.
        string standard = $"sqrt(-2 * ln(({Stream()} + 1) / {Unit})) * cos(2 * pi() * {Fraction()})";
        string value = $"({Float(normal.Mean)} + {Float(normal.Deviation)} * {standard})";
        return type.Kind is ColumnKind.Float32 or ColumnKind.Float64 ? value : $"round({value}, {type.Scale})";
    }

    // A value counted in the type's smallest unit: one, 10^-scale, a day, a microsecond.
    private string Step(ColumnType type, Int128 start, string steps) => type.Kind switch
    {
        ColumnKind.Float32 or ColumnKind.Float64 => $"{start} + {steps}",
        ColumnKind.Decimal => Scaled(type, $"{start} + {steps} * {Int128Power(type.Scale)}"),
        ColumnKind.Instant or ColumnKind.DateTime => Scaled(type, $"{start} + {steps} * 1000000"),
        _ => Scaled(type, $"{start} + {steps}"),
    };

    private string Scaled(ColumnType type, string units) => type.Kind switch
    {
        ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Text => units,
        ColumnKind.Decimal when type.Scale == 0 => units,
        ColumnKind.Decimal when type.Scale <= 18 =>
            $"CAST({units} AS DECIMAL(19,0)) * CAST('1e-{type.Scale}' AS DECIMAL({type.Scale + 1},{type.Scale}))",
        ColumnKind.Date => $"DATE '1970-01-01' + CAST({units} AS INTEGER)",
        ColumnKind.DateTime => $"make_timestamp({units})",
        ColumnKind.Instant => $"make_timestamp({units}) AT TIME ZONE 'UTC'",
        ColumnKind.Time => $"TIME '00:00:00' + to_microseconds({units})",
        _ => throw Refused($"a column of type {type} can't be made so"),
    };

    private Int128 Number(ColumnType type, string text)
    {
        try
        {
            return type.Kind switch
            {
                ColumnKind.Date => DateOnly.Parse(text, CultureInfo.InvariantCulture).DayNumber - new DateOnly(1970, 1, 1).DayNumber,
                ColumnKind.Instant or ColumnKind.DateTime =>
                    (Moment(text) - DateTimeOffset.UnixEpoch).Ticks / 10,
                ColumnKind.Time => TimeOnly.Parse(text, CultureInfo.InvariantCulture).Ticks / 10,
                ColumnKind.Decimal => (Int128)Math.Round(
                    decimal.Parse(text, CultureInfo.InvariantCulture) * (decimal)Int128Power(Math.Min(type.Scale, 18))),
                _ => Int128.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Refused($"`{text}` is not a value of type {type}");
        }
    }

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private string Characters(string template) => string.Join(" || ", template.Select(c => c switch
    {
        '#' => $"chr(48 + CAST({Stream()} % 10 AS INTEGER))",
        '?' => $"chr(97 + CAST({Stream()} % 26 AS INTEGER))",
        _ => Sql.Text(c.ToString()),
    }).DefaultIfEmpty("''"));

    private static Int128 Int128Power(int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    private static string Float(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "::DOUBLE";

    private string Fraction() => $"({Stream()} / {Unit})";

    private string Stream()
    {
        _streams.Add($"{_column}#{_streams.Count(s => s.StartsWith(_column + "#", StringComparison.Ordinal))}");
        return RandomScan.StreamColumn(_streams.Count - 1);
    }

    private FlowException Refused(string why) => new(new FlowError(
        "RT2030", $"generator {source}: column `{_column}` can't be made", why, "see docs/language.md for what each type allows")
    {
        Kind = ErrorKind.Usage,
    });
}
