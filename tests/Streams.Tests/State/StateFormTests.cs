using CsCheck;
using FlowLang.Values;
using FlowLang.Values.Collections;
using FlowLang.Values.State;
using FlowLang.Values.Times;

namespace FlowLang.Streams.Tests.State;

/// <summary>State as bytes: what is written is read back, in a form that stays the same; other bytes are refused.</summary>
public sealed class StateFormTests
{
    [Fact]
    public void Numbers_are_read_back()
    {
        Gen.Long.Sample(v => Round<long, ScalarForm>(v));
        Gen.Int.Nullable().Sample(v => Round<int?, OptionalForm<int, ScalarForm>>(v));
        Gen.Short.Sample(v => Round<short, ScalarForm>(v));
        Gen.Select(Gen.Long, Gen.Long, (a, b) => (Int128)a * b).Sample(v => Round<Int128, ScalarForm>(v));
        Gen.Double.Sample(v => Round<double, ScalarForm>(v));
        Gen.Float.Sample(v => Round<float, ScalarForm>(v));
        Round<Int128, ScalarForm>(Int128.MinValue);
        Round<Int128, ScalarForm>(Int128.MaxValue);
        Round<long, ScalarForm>(long.MinValue);
        Round<double, ScalarForm>(double.NaN);
    }

    [Fact]
    public void Other_scalars_are_read_back()
    {
        Gen.Guid.Sample(v => Round<Guid, ScalarForm>(v));
        Gen.Byte.Array.Sample(v => Round<Bytes, ScalarForm>(new Bytes(v)));
        Gen.Bool.Sample(v => Round<bool, ScalarForm>(v));
        Round<string, ScalarForm>("é😀\0");
        Round<string?, OptionalTextForm>(null);
        Round<DateOnly, ScalarForm>(DateOnly.MinValue);
        Round<DateOnly, ScalarForm>(DateOnly.MaxValue);
        Round<TimeOnly, ScalarForm>(TimeOnly.MaxValue);
        Round<DateTime, ScalarForm>(DateTime.MinValue);
        Round<DateTime, ScalarForm>(DateTime.MaxValue);
        Round<Interval, ScalarForm>(new Interval(-1, 2, -3));
    }

    [Fact]
    public void Collections_are_read_back()
    {
        Gen.Int.Nullable().Array.Sample(v => Round<Items<int?>, ItemsForm<int?, OptionalForm<int, ScalarForm>>>(new(v)));
        Round<Map<string?>, MapForm<string?, OptionalTextForm>>(new(["b", "a"], ["x", null]));
        Round<Map<string?>, MapForm<string?, OptionalTextForm>>(default);
    }

    [Theory]
    [InlineData(0, "00")]
    [InlineData(-1, "01")]
    [InlineData(1, "02")]
    [InlineData(64, "8001")]
    [InlineData(long.MaxValue, "FEFFFFFFFFFFFFFFFF01")]
    public void An_integer_has_this_form(long value, string bytes)
    {
        StateWriter writer = default;
        writer.Integer(value);
        Assert.Equal(bytes, Convert.ToHexString(writer.Written));
        Int128 wide = value;
        writer.Clear();
        writer.Wide(wide);
        Assert.Equal(bytes, Convert.ToHexString(writer.Written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("05616263")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01")]
    [InlineData("FFFFFFFFFFFFFFFFFF01")]
    public void Bytes_that_are_no_text_are_refused(string bytes) => Assert.Throws<InvalidDataException>(() =>
    {
        StateReader reader = new(Convert.FromHexString(bytes));
        reader.Text();
    });

    private static void Round<T, TForm>(T value)
        where TForm : IStateForm<T>
    {
        StateWriter writer = default;
        TForm.Write(value, ref writer);
        TForm.Write(value, ref writer);
        StateReader reader = new(writer.ToArray());
        Assert.Equal(value, TForm.Read(ref reader));
        Assert.Equal(value, TForm.Read(ref reader));
        Assert.True(reader.IsAtEnd);
    }
}
