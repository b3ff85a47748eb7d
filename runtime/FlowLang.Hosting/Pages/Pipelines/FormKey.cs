using System.Security.Cryptography;
using FlowLang.Hosting.Html;

namespace FlowLang.Hosting.Pages.Pipelines;

/// <summary>A key of its own for each form that is shown, so that pressing its button twice starts once.</summary>
internal static class FormKey
{
    public const string Name = "key";

    public static Markup Field() =>
        Markup.Of($"<input type=\"hidden\" name=\"{Name}\" value=\"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}\">");
}
