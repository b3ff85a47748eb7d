#nullable enable annotations
#pragma warning disable CS0162, CS1718 // A condition that is known stays as the program has it.
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
            exits.Add("trip_id", row.TripId);
            exits.Add("zone_id", row.ZoneId);
            exits.AddDateTime("pickup_local", row.PickupLocal);
            exits.AddDateTime("dropoff_local", row.DropoffLocal);
            exits.AddDecimal("fare", row.Fare, 2);
            exits.AddDecimal("tip", row.Tip, 2);
            exits.Add("note", row.Note);
            return exits.End(1);
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
        if ((long?)difference is { } value)
        {
            quotientFailed |= !Decimals.TryDivide(row.Fare, value, 4, out Int128 quotientValue);
            quotient = quotientValue;
        }
        if (quotientFailed)
        {
            exits.Begin();
            exits.Add("trip_id", row.TripId);
            exits.Add("zone_id", row.ZoneId);
            exits.AddDateTime("pickup_local", row.PickupLocal);
            exits.AddDateTime("dropoff_local", row.DropoffLocal);
            exits.AddDecimal("fare", row.Fare, 2);
            exits.AddDecimal("tip", row.Tip, 2);
            exits.Add("note", row.Note);
            exits.Add("a", orNull);
            exits.Add("b", orElse);
            exits.Add("c", converted3);
            return exits.End(2);
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
