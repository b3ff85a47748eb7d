#nullable enable annotations
using System.Runtime.InteropServices;
using FlowLang.Values;
using FlowLang.Values.Aggregates;
using FlowLang.Values.Collections;
using FlowLang.Values.Hashes;
using FlowLang.Values.Json;
using FlowLang.Values.Numbers;
using FlowLang.Values.Reading;
using FlowLang.Values.Rows;
using FlowLang.Values.Texts;
using FlowLang.Values.Times;

namespace FlowLang.Generated;

/// <summary>`result` of main.flow:13:3.</summary>
internal sealed class Result
{
    /// <summary>The rows that stay; the others are in <paramref name="exits"/>.</summary>
    public List<ResultResultRow> Run(List<TripsRow> trips, RowExits exits)
    {
        List<ResultResultRow> result = new(trips.Count);
        foreach (ref readonly TripsRow row in CollectionsMarshal.AsSpan(trips))
        {
            int site = Step(in row, exits, out ResultResultRow kept);
            if (site == 0)
            {
                result.Add(kept);
            }
            else
            {
                exits.Count(site);
            }
        }
        return result;
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in TripsRow row, RowExits exits, out ResultResultRow result)
    {
        result = default;
#line 8 "main.flow"
        int? converted = null;
        bool convertedFailed = false;
        if (row.Note is { } note)
        {
            convertedFailed = !TextForm.TryRead<int, IntegerReader>(note, out int convertedValue);
            converted = convertedValue;
        }
        int? orNull = convertedFailed ? null : converted;
        int? converted2 = null;
        bool convertedFailed2 = false;
        if (row.Note is { } note2)
        {
            convertedFailed2 = !TextForm.TryRead<int, IntegerReader>(note2, out int convertedValue2);
            converted2 = convertedValue2;
        }
        int? orElse = convertedFailed2 ? 0 : converted2;
        int? converted3 = null;
        bool convertedFailed3 = false;
        if (row.Note is { } note3)
        {
            convertedFailed3 = !TextForm.TryRead<int, IntegerReader>(note3, out int convertedValue3);
            converted3 = convertedValue3;
        }
        if (convertedFailed3)
        {
            exits.Begin();
            exits.Name("trip_id");
            exits.Value(row.TripId);
            exits.Name("zone_id");
            exits.Value(row.ZoneId);
            exits.Name("pickup_local");
            exits.Value(TextForm.OfDateTime(row.PickupLocal));
            exits.Name("dropoff_local");
            exits.Value(TextForm.OfDateTime(row.DropoffLocal));
            exits.Name("fare");
            exits.Value(Decimals.ToText(row.Fare, 2));
            exits.Name("tip");
            if (row.Tip is { } value)
            {
                exits.Value(Decimals.ToText(value, 2));
            }
            else
            {
                exits.Null();
            }
            exits.Name("note");
            if (row.Note is { } value2)
            {
                exits.Value(value2);
            }
            else
            {
                exits.Null();
            }
            exits.End(1);
            return 1;
        }
#line 9 "main.flow"
        int? difference = null;
        bool differenceFailed = false;
        if (orElse is { } orElse2)
        {
            differenceFailed = !Integers.TrySubtract(orElse2, 1, out int differenceValue);
            difference = differenceValue;
        }
        Int128? quotient = null;
        bool quotientFailed = differenceFailed;
        if ((long?)difference is { } value3)
        {
            quotientFailed |= !Decimals.TryDivide(row.Fare, value3, 4, out Int128 quotientValue);
            quotient = quotientValue;
        }
        if (quotientFailed)
        {
            exits.Begin();
            exits.Name("trip_id");
            exits.Value(row.TripId);
            exits.Name("zone_id");
            exits.Value(row.ZoneId);
            exits.Name("pickup_local");
            exits.Value(TextForm.OfDateTime(row.PickupLocal));
            exits.Name("dropoff_local");
            exits.Value(TextForm.OfDateTime(row.DropoffLocal));
            exits.Name("fare");
            exits.Value(Decimals.ToText(row.Fare, 2));
            exits.Name("tip");
            if (row.Tip is { } value4)
            {
                exits.Value(Decimals.ToText(value4, 2));
            }
            else
            {
                exits.Null();
            }
            exits.Name("note");
            if (row.Note is { } value5)
            {
                exits.Value(value5);
            }
            else
            {
                exits.Null();
            }
            exits.Name("a");
            if (orNull is { } value6)
            {
                exits.Value(value6);
            }
            else
            {
                exits.Null();
            }
            exits.Name("b");
            if (orElse is { } value7)
            {
                exits.Value(value7);
            }
            else
            {
                exits.Null();
            }
            exits.Name("c");
            if (converted3 is { } value8)
            {
                exits.Value(value8);
            }
            else
            {
                exits.Null();
            }
            exits.End(2);
            return 2;
        }
        result = new ResultResultRow(row.TripId, orNull, orElse, converted3, quotient);
        return 0;
    }
}

internal readonly record struct TripsRow(
    long TripId,
    int ZoneId,
    DateTime PickupLocal,
    DateTime DropoffLocal,
    long Fare,
    long? Tip,
    string? Note);

internal readonly record struct ResultResultRow(long TripId, int? A, int? B, int? C, Int128? D);
