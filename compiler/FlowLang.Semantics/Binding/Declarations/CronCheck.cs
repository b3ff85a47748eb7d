namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>
/// Checks a cron expression of five fields, or of six with seconds before them: `*`, numbers, names, ranges `a-b`, lists `a,b` and
/// steps `*/n`.
/// </summary>
internal static class CronCheck
{
    private static readonly (string Name, int Min, int Max)[] Fields =
        [("second", 0, 59), ("minute", 0, 59), ("hour", 0, 23), ("day of month", 1, 31), ("month", 1, 12), ("day of week", 0, 7)];

    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>What is wrong, as a message goes on; null where nothing is.</summary>
    public static string? Mistake(string expression)
    {
        string[] fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6))
        {
            return $"has {fields.Length} fields, not five or six";
        }

        int first = Fields.Length - fields.Length;
        for (int i = 0; i < fields.Length; i++)
        {
            (string name, int min, int max) = Fields[first + i];
            if (fields[i].Split(',').FirstOrDefault(part => !IsPart(part, first + i, min, max)) is { } part)
            {
                return $"has `{part}` as its {name}, which goes from {min} to {max}";
            }
        }

        return null;
    }

    private static bool IsPart(string part, int field, int min, int max)
    {
        string[] step = part.Split('/');
        if (step.Length > 2 || (step.Length == 2 && (!int.TryParse(step[1], out int every) || every < 1 || every > max)))
        {
            return false;
        }

        if (step[0] == "*")
        {
            return true;
        }

        string[] range = step[0].Split('-');
        int[] numbers = [.. range.Select(text => Number(text, field))];
        return range.Length <= 2 && numbers.All(number => number >= min && number <= max)
            && (numbers.Length == 1 || numbers[0] <= numbers[1]);
    }

    private static int Number(string text, int field)
    {
        if (text.Length is > 0 and <= 2 && text.All(char.IsAsciiDigit))
        {
            return int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        }

        int name = field switch
        {
            4 => Array.IndexOf(Months, text.ToUpperInvariant()) + 1,
            5 when Array.IndexOf(Days, text.ToUpperInvariant()) is >= 0 and var day => day,
            _ => 0,
        };
        return field == 5 && Array.IndexOf(Days, text.ToUpperInvariant()) < 0 ? -1 : name == 0 && field != 5 ? -1 : name;
    }
}
