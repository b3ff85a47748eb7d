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

/// <summary>`result` of main.flow:12:3.</summary>
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
#line 9 "main.flow"
        bool productFailed = !Integers.TryMultiply(row.TripId, 4000000000000000000L, out long product);
        long? orNull = productFailed ? null : product;
        bool sumFailed = !Integers.TryAdd(row.ZoneId, 1, out int sum);
        if (sumFailed)
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
        result = new ResultResultRow(row.TripId, orNull, sum);
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

internal readonly record struct ResultResultRow(long TripId, long? Big, int Safe);
