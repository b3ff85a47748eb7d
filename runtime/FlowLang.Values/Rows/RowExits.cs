using System.Buffers;
using System.Text;
using System.Text.Json;
using FlowLang.Values.Numbers;
using FlowLang.Values.Texts;
using FlowLang.Values.Times;

namespace FlowLang.Values.Rows;

/// <summary>
/// The rows that left a chain of steps: how many at each site and, of those that were rejected or failed, the step's input row as json.
/// Rows that stay cost nothing here.
/// </summary>
/// <param name="sites">How many sites there are; they count from 1.</param>
public sealed class RowExits(int sites)
{
    // Beyond it a float64, which is what readers make of a JSON number, has not every integer.
    private const long LargestSafeInteger = 9007199254740991;

    private readonly long[] _counts = new long[sites + 1];
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly List<RowExit> _rows = [];
    private Utf8JsonWriter? _json;
    private string?[]? _examples;

    /// <summary>The rejected and failed rows, in order.</summary>
    public IReadOnlyList<RowExit> Rows => _rows;

    private Utf8JsonWriter Json => _json ??= new Utf8JsonWriter(
        _buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public long CountAt(int site) => _counts[site];

    public void Count(int site) => _counts[site]++;

    /// <summary>Begins the input row of a row that leaves: names and values follow, then <see cref="End"/>.</summary>
    public void Begin()
    {
        _buffer.Clear();
        Json.Reset(_buffer);
        Json.WriteStartObject();
    }

    /// <returns>The site.</returns>
    public int End(int site)
    {
        _rows.Add(new RowExit(site, Input()));
        return site;
    }

    /// <summary>A row stays that is not as a site expects. True for the first one: its values and <see cref="Keep"/> follow.</summary>
    public bool Warn(int site) => _counts[site]++ == 0;

    /// <summary>Ends the row that <see cref="Begin"/> began, as the example of those that the site has counted.</summary>
    public void Keep(int site) => (_examples ??= new string?[_counts.Length])[site] = Input();

    /// <summary>One of the rows that stayed; null where there are none.</summary>
    public string? ExampleAt(int site) => _examples?[site];

    /// <summary>The name of what follows; null for an item of a list, which has none.</summary>
    public void Name(string? name)
    {
        if (name is not null)
        {
            Json.WritePropertyName(name);
        }
    }

    public void Null() => Json.WriteNullValue();

    /// <summary>A name and a value that can be null; a number stays a number, what json has no exact form for is its text.</summary>
    public void Add(string? name, long? value) => Add(name, value, static (json, v) => WriteInteger(json, v));

    /// <inheritdoc cref="Add(string?, long?)"/>
    public void Add(string? name, bool? value) => Add(name, value, static (json, v) => json.WriteBooleanValue(v));

    /// <inheritdoc cref="Add(string?, long?)"/>
    public void Add(string? name, double? value) =>
        Add(name, value, static (json, v) => WriteFloat(json, TextForm.Of(v), double.IsFinite(v)));

    /// <inheritdoc cref="Add(string?, long?)"/>
    public void Add(string? name, float? value) =>
        Add(name, value, static (json, v) => WriteFloat(json, TextForm.Of(v), float.IsFinite(v)));

    /// <inheritdoc cref="Add(string?, long?)"/>
    public void Add(string? name, string? value)
    {
        Name(name);
        Json.WriteStringValue(value);
    }

    /// <inheritdoc cref="Add(string?, long?)"/>
    public void Add(string? name, DateOnly? value) => Add(name, value is { } v ? TextForm.Of(v) : null);

    /// <inheritdoc cref="Add(string?, long?)"/>
    public void Add(string? name, TimeOnly? value) => Add(name, value is { } v ? TextForm.Of(v) : null);

    /// <inheritdoc cref="Add(string?, long?)"/>
    public void Add(string? name, Guid? value) => Add(name, value is { } v ? TextForm.Of(v) : null);

    /// <summary>In base64.</summary>
    public void Add(string? name, Bytes? value) => Add(name, value is { } v ? Convert.ToBase64String(v.Span) : null);

    /// <summary>An object of months, days and microseconds.</summary>
    public void Add(string? name, Interval? value)
    {
        Name(name);
        if (value is not { } interval)
        {
            Null();
            return;
        }

        StartStruct();
        Add("months", interval.Months);
        Add("days", interval.Days);
        Add("microseconds", interval.Microseconds);
        EndStruct();
    }

    public void AddDateTime(string? name, DateTime? value) => Add(name, value is { } v ? TextForm.OfDateTime(v) : null);

    public void AddInstant(string? name, DateTime? value) => Add(name, value is { } v ? TextForm.OfInstant(v) : null);

    /// <summary>A string, so that no reader makes a float of it.</summary>
    public void AddDecimal(string? name, Int128? value, int scale) => Add(name, value is { } v ? Decimals.ToText(v, scale) : null);

    /// <summary>Json as it is, on one line: what breaks lines stands between its tokens.</summary>
    public void AddJson(string? name, string? value)
    {
        Name(name);
        Json.WriteRawValue((value ?? "null").Replace('\n', ' ').Replace('\r', ' '), skipInputValidation: true);
    }

    public void StartList() => Json.WriteStartArray();

    public void EndList() => Json.WriteEndArray();

    public void StartStruct() => Json.WriteStartObject();

    public void EndStruct() => Json.WriteEndObject();

    private string Input()
    {
        Json.WriteEndObject();
        Json.Flush();
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    private void Add<T>(string? name, T? value, Action<Utf8JsonWriter, T> write)
        where T : struct
    {
        Name(name);
        if (value is { } given)
        {
            write(Json, given);
        }
        else
        {
            Json.WriteNullValue();
        }
    }

    private static void WriteInteger(Utf8JsonWriter json, long value)
    {
        if (value is >= -LargestSafeInteger and <= LargestSafeInteger)
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(TextForm.Of(value));
        }
    }

    private static void WriteFloat(Utf8JsonWriter json, string text, bool isFinite)
    {
        if (isFinite)
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }
}

/// <param name="Site">The site's number.</param>
/// <param name="Input">The input row of its step, as json.</param>
public sealed record RowExit(int Site, string Input);
