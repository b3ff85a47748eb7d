using FlowLang.Values;
using FlowLang.Values.Times;

namespace FlowLang.Streams;

/// <summary>
/// Takes the values of a row in the order of its columns, which it knows: one call a value, in a form of its type. Generated code calls it
/// through a type parameter, so that no value is boxed.
/// </summary>
public interface IRowWriter
{
    void BeginRow();

    void EndRow();

    void Null();

    void Bool(bool value);

    /// <summary>int16, int32 and int64.</summary>
    void Integer(long value);

    void Float(double value);

    void Single(float value);

    /// <param name="unscaled">The value times 10 to the <paramref name="scale"/>.</param>
    void Decimal(Int128 unscaled, int scale);

    void Text(string value);

    void Json(string value);

    void Bytes(Bytes value);

    void Uuid(Guid value);

    void Date(DateOnly value);

    void Time(TimeOnly value);

    void DateTime(DateTime value);

    /// <param name="value">In UTC.</param>
    void Instant(DateTime value);

    void Interval(Interval value);

    /// <summary>The items follow, each as a value.</summary>
    void BeginList(int count);

    void EndList();

    /// <summary>The fields follow, each as a value, in the type's order.</summary>
    void BeginStruct();

    void EndStruct();

    /// <summary>Entries follow: a text, then a value.</summary>
    void BeginMap(int count);

    void EndMap();
}
