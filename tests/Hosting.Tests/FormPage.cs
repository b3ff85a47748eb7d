using System.Net;
using System.Text.RegularExpressions;

namespace FlowLang.Hosting.Tests;

/// <summary>A page with its forms, as a browser has it: the cookie that it got, and the hidden fields.</summary>
internal sealed partial class FormPage
{
    private readonly TestSite _site;

    private FormPage(TestSite site, string text, string? cookie)
    {
        _site = site;
        Text = text;
        Cookie = cookie;
        Fields = [];
        foreach (Match field in Hidden().Matches(text))
        {
            Fields[field.Groups[1].Value] = WebUtility.HtmlDecode(field.Groups[2].Value);
        }
    }

    public string Text { get; }

    public string? Cookie { get; }

    public Dictionary<string, string> Fields { get; }

    public static async Task<FormPage> OpenAsync(TestSite site, string path, string? cookie = null)
    {
        using HttpResponseMessage answer = await site.PageAsync(path, cookie);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return new FormPage(site, text, CookieOf(answer) ?? cookie);
    }

    public static string? CookieOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies) ? cookies.First().Split(';')[0] : null;

    public async Task<HttpResponseMessage> PostAsync(string path, Action<HttpRequestMessage>? change = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(Fields) };
        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        change?.Invoke(request);
        return await _site.Client.SendAsync(request);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
    private static partial Regex Hidden();
}
