using FlowLang.Values.Times;

namespace FlowLang.Values.State;

/// <summary>Values without parts that are not null.</summary>
public readonly record struct ScalarForm :
    IStateForm<bool>, IStateForm<short>, IStateForm<int>, IStateForm<long>, IStateForm<Int128>, IStateForm<float>, IStateForm<double>,
    IStateForm<string>, IStateForm<Bytes>, IStateForm<Guid>, IStateForm<DateOnly>, IStateForm<TimeOnly>, IStateForm<DateTime>,
    IStateForm<Interval>
{
    public static void Write(bool value, ref StateWriter writer) => writer.Bool(value);

    public static void Write(short value, ref StateWriter writer) => writer.Integer(value);

    public static void Write(int value, ref StateWriter writer) => writer.Integer(value);

    public static void Write(long value, ref StateWriter writer) => writer.Integer(value);

    public static void Write(Int128 value, ref StateWriter writer) => writer.Wide(value);

    public static void Write(float value, ref StateWriter writer) => writer.Single(value);

    public static void Write(double value, ref StateWriter writer) => writer.Float(value);

    public static void Write(string value, ref StateWriter writer) => writer.Text(value);

    public static void Write(Bytes value, ref StateWriter writer) => writer.Bytes(value.Span);

    public static void Write(Guid value, ref StateWriter writer) => writer.Uuid(value);

    public static void Write(DateOnly value, ref StateWriter writer) => writer.Integer(value.DayNumber);

    public static void Write(TimeOnly value, ref StateWriter writer) => writer.Integer(value.Ticks);

    public static void Write(DateTime value, ref StateWriter writer) => writer.Integer(value.Ticks - DateTime.UnixEpoch.Ticks);

    public static void Write(Interval value, ref StateWriter writer)
    {
        writer.Integer(value.Months);
        writer.Integer(value.Days);
        writer.Integer(value.Microseconds);
    }

    static bool IStateForm<bool>.Read(ref StateReader reader) => reader.Bool();

    static short IStateForm<short>.Read(ref StateReader reader) => (short)reader.Integer();

    static int IStateForm<int>.Read(ref StateReader reader) => (int)reader.Integer();

    static long IStateForm<long>.Read(ref StateReader reader) => reader.Integer();

    static Int128 IStateForm<Int128>.Read(ref StateReader reader) => reader.Wide();

    static float IStateForm<float>.Read(ref StateReader reader) => reader.Single();

    static double IStateForm<double>.Read(ref StateReader reader) => reader.Float();

    static string IStateForm<string>.Read(ref StateReader reader) => reader.Text();

    static Bytes IStateForm<Bytes>.Read(ref StateReader reader) => new(reader.Bytes().ToArray());

    static Guid IStateForm<Guid>.Read(ref StateReader reader) => reader.Uuid();

    static DateOnly IStateForm<DateOnly>.Read(ref StateReader reader) => DateOnly.FromDayNumber((int)reader.Integer());

    static TimeOnly IStateForm<TimeOnly>.Read(ref StateReader reader) => new(reader.Integer());

    static DateTime IStateForm<DateTime>.Read(ref StateReader reader) => new(reader.Integer() + DateTime.UnixEpoch.Ticks);

    static Interval IStateForm<Interval>.Read(ref StateReader reader) =>
        new((int)reader.Integer(), (int)reader.Integer(), reader.Integer());
}
