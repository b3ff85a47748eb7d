namespace FlowLang.Syntax.Diagnostics;

/// <summary>Finds what a misspelled name was meant to be.</summary>
public static class Suggestions
{
    /// <summary>
    /// The candidate nearest to <paramref name="written"/> by edit distance (a swap of neighbours counts one), or null where none is near:
    /// at most one edit for three letters, two for seven, three beyond.
    /// </summary>
    public static string? DidYouMean(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > 100)
        {
            return null;
        }

        int limit = written.Length <= 3 ? 1 : written.Length <= 7 ? 2 : 3;
        string? best = null;
        int bestDistance = limit + 1;
        foreach (string candidate in candidates)
        {
            if (Math.Abs(candidate.Length - written.Length) > limit || candidate == written)
            {
                continue;
            }

            int distance = Distance(written.ToLowerInvariant(), candidate.ToLowerInvariant());
            // Of two that are equally near the longer: a letter is left out more often than one too many is typed.
            bool isNearer = distance < bestDistance || (distance == bestDistance && candidate.Length > best?.Length);
            if (isNearer && distance < Math.Max(written.Length, candidate.Length))
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    // Optimal string alignment: Levenshtein with transposition of neighbours.
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (int j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
