using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using FlowLang.Runtime;
using FlowLang.Values.Texts;

namespace FlowLang.Streams;

/// <summary>
/// Parameters of the program as values of generated code. A program does not start with a text that is no value of its parameter's
/// type, so that nothing is refused here. Moments are UTC, decimals integers without their point.
/// </summary>
public static class ParameterValues
{
    public static bool Bool(ProgramSettings settings, string name) => settings.Parameter(name) == "true";

    public static short Int16(ProgramSettings settings, string name) => Integer<short>(settings, name);

    public static int Int32(ProgramSettings settings, string name) => Integer<int>(settings, name);

    public static long Int64(ProgramSettings settings, string name) => Integer<long>(settings, name);

    public static float Float32(ProgramSettings settings, string name) =>
        float.Parse(settings.Parameter(name), NumberStyles.Float, CultureInfo.InvariantCulture);

    public static double Float64(ProgramSettings settings, string name) =>
        double.Parse(settings.Parameter(name), NumberStyles.Float, CultureInfo.InvariantCulture);

    public static long Decimal(ProgramSettings settings, string name, int precision, int scale) =>
        Decimal<long>(settings, name, precision, scale);

    public static Int128 WideDecimal(ProgramSettings settings, string name, int precision, int scale) =>
        Decimal<Int128>(settings, name, precision, scale);

    public static string Text(ProgramSettings settings, string name) => settings.Parameter(name);

    public static DateOnly Date(ProgramSettings settings, string name) =>
        TextForm.TryReadDate(settings.Parameter(name), out DateOnly date) ? date : throw new UnreachableException(name);

    public static TimeOnly Time(ProgramSettings settings, string name) =>
        TextForm.TryReadTime(settings.Parameter(name), out TimeOnly time) ? time : throw new UnreachableException(name);

    public static DateTime Moment(ProgramSettings settings, string name) =>
        DateTimeOffset.Parse(settings.Parameter(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime;

    public static Guid Uuid(ProgramSettings settings, string name) => Guid.ParseExact(settings.Parameter(name), "D");

    private static T Integer<T>(ProgramSettings settings, string name)
        where T : IBinaryInteger<T> =>
        T.Parse(settings.Parameter(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static T Decimal<T>(ProgramSettings settings, string name, int precision, int scale)
        where T : IBinaryInteger<T> =>
        TextForm.TryReadDecimal(settings.Parameter(name), precision, scale, out T value) ? value : throw new UnreachableException(name);
}
